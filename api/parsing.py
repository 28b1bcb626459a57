"""How requests are read before a view sees them: bodies and queries, each strictly."""

from __future__ import annotations

from typing import Any, NoReturn

from flask import Request
from flask_smorest import Blueprint
from webargs.flaskparser import FlaskParser
from webargs.multidictproxy import MultiDictProxy

from api.body import read_json
from api.fields import faults
from api.query_strings import check_query
from glossary import InvalidContent, InvalidQuery


class StrictParser(FlaskParser):
    """Reads a body or a query; anything unknown, repeated or unreadable is an error with a pointer."""

    DEFAULT_UNKNOWN_BY_LOCATION = {"json": "raise", "query": "raise"}

    def load_json(self, req: Request, schema: Any) -> Any:
        """The JSON body."""
        return read_json(req)

    def load_querystring(self, req: Request, schema: Any) -> Any:
        """The parameters of the query."""
        check_query(req.query_string)
        return MultiDictProxy(req.args, schema)

    def handle_error(
        self, error: Any, req: Request, schema: Any, *, error_status_code: Any, error_headers: Any
    ) -> NoReturn:
        """Tell what is wrong as faults of the house."""
        where, messages = next(iter(error.messages.items()))
        kind = InvalidQuery if where == "query" else InvalidContent
        raise kind(list(faults(messages))) from error


class HouseBlueprint(Blueprint):
    """A group of routes read by the strict parser."""

    ARGUMENTS_PARSER = StrictParser()

    def _prepare_arguments_doc(self, doc: Any, doc_info: Any, **options: Any) -> Any:
        """Leave out the 422 that flask-smorest adds everywhere: which problems a view answers is said beside it."""
        doc_info.get("arguments", {}).pop("responses", None)
        return super()._prepare_arguments_doc(doc, doc_info, **options)
