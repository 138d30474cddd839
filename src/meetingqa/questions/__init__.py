"""What a question asks, and what binds its answer: meeting, place, period, office, document."""
