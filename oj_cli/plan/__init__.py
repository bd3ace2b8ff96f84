"""Action plans: the model, the checks and the follow-up."""
