PERFORM hofsm.refuse_tag({words:q}) FROM {rows:i} AS touched LIMIT 1;
