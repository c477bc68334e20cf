coalesce((SELECT sum(octet_length(own.residual::text)) FROM {table:i} AS own JOIN document USING ({key:q}) WHERE own.residual IS NOT NULL), 0)
