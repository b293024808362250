"""The services that every other test relies on are the real ones. A missing one fails here; it is never skipped."""

import os

import psycopg
import redis
from elasticsearch import Elasticsearch


def test_postgresql_answers_a_query() -> None:
    with psycopg.connect(os.environ["DATABASE_URL"]) as connection:
        row = connection.execute(
            "SELECT current_setting('server_version_num')::int, lower('ŠVIETIMAS' COLLATE \"und-x-icu\")"
        )
        version, folded = row.fetchone() or (0, "")
    assert version >= 140000
    assert folded == "švietimas"


def test_redis_keeps_a_value_and_forgets_it_when_deleted() -> None:
    with redis.Redis.from_url(os.environ["REDIS_URL"], decode_responses=True) as client:
        client.set("tests:services", "klasterystė", ex=60)
        assert client.get("tests:services") == "klasterystė"
        client.delete("tests:services")
        assert client.get("tests:services") is None


def test_elasticsearch_finds_what_was_indexed_by_the_parts_our_settings_name() -> None:
    analysis = {
        "filter": {"root": {"type": "truncate", "length": 6}},
        "analyzer": {"root": {"tokenizer": "whitespace", "filter": ["lowercase", "asciifolding", "root"]}},
    }
    with Elasticsearch(os.environ["ELASTICSEARCH_URL"]) as client:
        client.options(ignore_status=404).indices.delete(index="tests-services")
        client.indices.create(
            index="tests-services",
            settings={"number_of_replicas": 0, "analysis": analysis},
            mappings={"properties": {"title": {"type": "text", "analyzer": "root"}}},
        )
        client.index(
            index="tests-services", id="1", document={"title": "Socialinės klasterystės vizitas"}, refresh=True
        )
        found = client.search(index="tests-services", query={"match": {"title": "KLASTERYSCIU"}})
        client.indices.delete(index="tests-services")
    assert [hit["_id"] for hit in found["hits"]["hits"]] == ["1"]


def test_chromium_is_there() -> None:
    assert os.access(os.environ["CHROMIUM"], os.X_OK)
