FROM python:3.12-slim

# Each thread would keep memory of its own that it has freed: some ten megabytes of a web process.
ENV PYTHONUNBUFFERED=1 PYTHONDONTWRITEBYTECODE=1 MALLOC_ARENA_MAX=2
RUN useradd --system --create-home portal
WORKDIR /portal

# Reads scanned documents that editors import; without it they are told that their scan has no text.
RUN apt-get update -qq \
    && apt-get install -qq -y --no-install-recommends tesseract-ocr tesseract-ocr-eng tesseract-ocr-lit \
    && rm -rf /var/lib/apt/lists/*
COPY requirements/base.txt requirements/base.txt
RUN pip install --no-cache-dir --require-hashes -r requirements/base.txt

COPY manage.py ./
COPY portal portal
COPY search search
COPY news news
COPY home home
COPY locale locale
# Catalogues are part of the image; static files are collected into the volume at each start, so that they match.
RUN python manage.py compile_catalogues && rm -rf var && mkdir -m 0700 var && mkdir public && chown portal var public

USER portal
VOLUME /portal/var /portal/public
EXPOSE 8000
CMD ["python", "-m", "portal.web_server", "--host", "0.0.0.0", "--port", "8000", "--workers", "2", \
    "--blocking-threads", "4", "--respawn-failed-workers"]
