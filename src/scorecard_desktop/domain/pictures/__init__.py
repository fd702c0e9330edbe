"""What the charts of an indicator show: facts and words of the domain, ready to be drawn, read out or listed."""
