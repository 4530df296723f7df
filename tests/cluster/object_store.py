"""An object store on this machine that speaks as S3 does."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from urllib.parse import quote

HERE = "127.0.0.1"
KEYS = {
    "AWS_ACCESS_KEY_ID": "made",
    "AWS_SECRET_ACCESS_KEY": "up",
    "AWS_EC2_METADATA_DISABLED": "true",
    "AWS_REGION": "us-east-1",
}


@contextmanager
def object_store() -> Iterator[str]:
    """The address of an empty folder in it."""
    import logging

    from moto.server import ThreadedMotoServer
    from pyarrow.fs import FileSystem

    logging.getLogger("werkzeug").setLevel(logging.ERROR)
    os.environ.update(KEYS)
    server = ThreadedMotoServer(ip_address=HERE, port=0, verbose=False)
    server.start()
    try:
        host, port = server.get_host_and_port()
        options = f"endpoint_override={quote(f'http://{host}:{port}', safe='')}&region=us-east-1&scheme=http"
        system, _ = FileSystem.from_uri(f"s3://any?{options}&allow_bucket_creation=true")
        system.create_dir("shop")
        yield f"s3://shop/journeys?{options}"
    finally:
        server.stop()
