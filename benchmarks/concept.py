"""The product as an application object, for servers that take no factory."""

from api import create_app

app = create_app()
