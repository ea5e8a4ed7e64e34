"""What does a sheet say: which column means what, what is in its cells, and which documents come of its rows?

Columns come in as columns and are checked as columns; the rules for a single value are those of the form.

* ``targets`` what a column can mean, and where each thing lives in the metadata document
* ``recognise.recognise_columns`` which column is meant by each heading
* ``writing.writing_of`` how dates and numbers of the whole sheet are written
* ``check.check_block`` all that the rows say, and everything that is wrong with it
* ``known.look_up`` what of it is here already
* ``documents.documents_of`` the rows as the metadata that ``POST /sightings`` takes
"""
