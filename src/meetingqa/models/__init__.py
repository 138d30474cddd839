"""The models and what they need: encoders, reranker, language models, their files and tokens."""
