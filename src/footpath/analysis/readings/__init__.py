"""What questions are made of: passes over shards, exact quantiles and sums, comparisons. No question of its own."""
