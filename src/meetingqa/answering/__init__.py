"""From passages to an answer: evidence, drafts, proof, and whether it is sure enough."""
