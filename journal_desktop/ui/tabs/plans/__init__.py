"""The tab «КТП»: the library of lesson plans and the editor of one."""
