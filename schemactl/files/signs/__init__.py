"""What files of each dataset format are known by: all that is loaded to tell which one it is."""
