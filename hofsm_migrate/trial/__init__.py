"""A whole migration on documents that somebody has in a file: what `hofsm try`, `hofsm explain` and `hofsm demo` do."""
