"""What processes on one PostgreSQL share: signs of life, send slots, allowances."""
