"""The peer of the pages: a bare Flask view that says hello, under the same server with as many threads."""

import sys

import waitress
from flask import Flask

app = Flask("hello")


@app.get("/")
def hello() -> str:
    """As little as a page can do."""
    return "hello"


if __name__ == "__main__":
    waitress.serve(app, host="127.0.0.1", port=int(sys.argv[1]), threads=8, ident=None, _quiet=True)
