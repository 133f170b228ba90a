"""A hub of SignalR: what is shouted goes to everybody, numbers are added and counted, a client is asked its name."""

import asyncio
import logging

from aiosignalr.server import Hub, ServerOptions, SignalRServer

logging.disable()


class Room(Hub):
    async def shout(self, said: dict):
        await self.clients.all_.send("Shouted", said)

    async def add(self, a: int, b: int) -> int:
        return a + b

    async def count(self, to: int):
        for number in range(to):
            yield number

    async def ask(self) -> str:
        return await self.clients.caller.invoke("Name")


class AsText:
    """The library sends JSON in binary messages; Microsoft's server, and with it every client of JSON, has texts."""

    def __init__(self, socket):
        self.recv, self.close, self.socket = socket.recv, socket.close, socket

    async def send_bytes(self, data):
        await self.socket._ws.send_str(data.decode())


class RoomServer(SignalRServer):
    async def handle_websocket(self, request, socket):
        await super().handle_websocket(request, AsText(socket))


async def main():
    # Rows are counted, and pings would be among them after 15 s.
    options = ServerOptions(keep_alive_interval=60, client_timeout_interval=120)
    _, port = await RoomServer(Room, options=options).serve("127.0.0.1", 0)
    print("listening on", port, flush=True)
    await asyncio.Future()


asyncio.run(main())
