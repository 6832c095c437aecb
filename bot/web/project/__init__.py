"""The page of a raffle for anybody who has its address: whole as it comes, nothing in it runs, and nobody is named."""
