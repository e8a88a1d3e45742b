"""The whole school by one call: classes shared by processes, with a report of what came of each."""
