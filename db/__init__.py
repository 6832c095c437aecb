"""The store: tables, the unit of work, and one door module per noun. The only room with SQL."""
