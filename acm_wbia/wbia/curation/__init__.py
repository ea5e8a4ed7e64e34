"""Which encounters of a whole catalogue show one animal, and which few comparisons should a person make to tell?

The idea is that of LCA (Stewart et al. 2021, "Animal identification with independent foreground and background",
and the Grevy's zebra censuses), the code is our own: a person is asked only what a grouping hangs on. What a machine
says of two groups is one calibrated probability, found anew of all their pictures together whenever a group grows, and
not a sum over pairs that err together. What is asked first is what is expected to put most right: every "same" answers, by
way of the groups, many other questions (Vesdapunt et al. 2014, "Crowdsourcing algorithms for entity resolution").
"""
