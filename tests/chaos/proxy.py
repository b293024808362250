"""nginx in front of the web servers, as a portal has it: a request that one cannot take goes to the other."""

import os
from collections.abc import Sequence
from pathlib import Path

from tests.services.programs import find_nginx

CONFIGURATION = """\
{user} worker_processes 1; daemon off; pid {folder}/nginx.pid; error_log {folder}/nginx-errors.log;
events {{ worker_connections 512; }}
http {{
    access_log off;
    client_body_temp_path {folder}; proxy_temp_path {folder}; fastcgi_temp_path {folder};
    uwsgi_temp_path {folder}; scgi_temp_path {folder};
    upstream portal {{ {servers} }}
    server {{
        listen 127.0.0.1:{port};
        location / {{
            proxy_pass http://portal;
            proxy_http_version 1.1;
            proxy_set_header Connection "";
            proxy_set_header Host $http_host;
        }}
    }}
}}
"""


def command(folder: Path, port: int, web_ports: Sequence[int]) -> list[str]:
    """Writes its configuration."""
    nginx = find_nginx()
    assert nginx
    # The folder is private, and workers that root starts are otherwise nobody's.
    user = "user root;" if os.geteuid() == 0 else ""
    # Otherwise one that is back counts as gone for ten seconds more, while the next one is restarted.
    servers = " ".join(f"server 127.0.0.1:{each} max_fails=0;" for each in web_ports)
    file = folder / "nginx.conf"
    file.write_text(CONFIGURATION.format(user=user, folder=folder, port=port, servers=servers))
    return [nginx, "-c", str(file), "-p", str(folder)]
