"""The pages on which anybody proposes, proposers follow what they proposed, and reviewers decide."""
