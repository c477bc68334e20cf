
            AND NOT (
                hofsm.is_moved(legacy.{payload:q}) AND composed.{payload:q} IS NOT NULL
                AND EXISTS (SELECT FROM hofsm.payload WHERE mapping = {mapping:l} AND state <> 'restored')
            )
