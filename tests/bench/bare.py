"""The floor: the same web framework under the same server with nothing of ours in it."""

import asyncio
import os
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any
from uuid import uuid4

import asyncpg
import uvicorn
from litestar import Litestar, MediaType, Request, Response, get, post
from litestar.datastructures import State

TABLE = "CREATE TABLE IF NOT EXISTS bare_ballot (id uuid PRIMARY KEY, voter int, choice varchar(10), at timestamptz)"
INSERT = "INSERT INTO bare_ballot (id, voter, choice, at) VALUES ($1, $2, $3, now())"


@get("/", media_type=MediaType.HTML)
async def hello() -> str:
    """Say hello."""
    return "<!doctype html><title>hello</title><h1>hello</h1>"


@post("/cast", status_code=303)
async def cast(request: Request[Any, Any, State], state: State) -> Response[None]:
    """Read a form, insert a row, send the reader on."""
    form = await request.form()
    async with state.pool.acquire() as connection:
        await connection.execute(INSERT, uuid4(), 1, form["choice"])
    return Response(None, status_code=303, headers={"location": "/"})


@asynccontextmanager
async def pool(app: Litestar) -> AsyncIterator[None]:
    """Hold as many connections as the house does."""
    async with asyncpg.create_pool(os.environ["DATABASE_URL"], min_size=1, max_size=8) as made:
        await made.execute(TABLE)
        app.state.pool = made
        yield


def application() -> Litestar:
    """Return the bare application."""
    return Litestar(route_handlers=[hello, cast], lifespan=[pool], openapi_config=None)


async def insert_for(seconds: float, *, dsn: str, clients: int) -> int:
    """Insert rows from `clients` tasks over eight connections for a while; return how many."""
    loop = asyncio.get_running_loop()
    async with asyncpg.create_pool(dsn, min_size=8, max_size=8) as made:
        await made.execute(TABLE)
        until = loop.time() + seconds

        async def one(number: int) -> int:
            done = 0
            while loop.time() < until:
                async with made.acquire() as connection:
                    await connection.execute(INSERT, uuid4(), number, "for")
                done += 1
            return done

        return sum(await asyncio.gather(*(one(number) for number in range(clients))))


if __name__ == "__main__":
    uvicorn.run(
        "tests.bench.bare:application", factory=True, host="127.0.0.1", port=int(os.environ["YISHI_PORT"]),
        access_log=False, server_header=False, log_level="warning",  # as `app/serving.py` has it
    )  # fmt: skip
