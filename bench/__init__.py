"""What the pages cost: "make bench". Times are ratios within one run, never assertions."""
