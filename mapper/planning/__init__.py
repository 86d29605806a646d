"""Planning a new Hub from what the mapped Hubs do: a draft, what the evidence says, capacity and cost, as values."""
