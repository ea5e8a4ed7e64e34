"""Reading: every query here keeps to the caller's scope, in its WHERE clause."""
