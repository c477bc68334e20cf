-- whoever is writing this document is waited for, and others wait for us
SELECT FROM {legacy:i} AS legacy WHERE {same:q} FOR NO KEY UPDATE
