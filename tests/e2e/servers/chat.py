"""A chat as document 002 describes it: `chat.py PORT HISTORY`, on a free port if that is 0.

From a client: join, message, typing. To it: welcome, message, typing, user_joined, user_left, error.
What was said is kept in the file HISTORY, and told to everybody who comes in.
"""

import asyncio
import json
import sys
from datetime import datetime, timezone
from pathlib import Path

import websockets

LONGEST = 500


class Room:
    def __init__(self, history):
        self.history = Path(history)
        self.names = {}

    async def tell(self, event, but=None):
        text = json.dumps(event, ensure_ascii=False)
        websockets.broadcast([socket for socket in self.names if socket is not but], text)

    async def attend(self, socket):
        try:
            async for text in socket:
                problem = await self.hear(socket, text)
                if problem:
                    await socket.send(json.dumps({"type": "error", "message": problem}))
        except websockets.ConnectionClosed:
            pass
        if name := self.names.pop(socket, None):
            await self.tell({"type": "user_left", "username": name})

    async def hear(self, socket, text):
        try:
            said = json.loads(text)
            kind = said["type"]
        except (ValueError, TypeError, KeyError):
            return "That is no message of the chat."
        if kind == "join":
            return await self.join(socket, str(said.get("username", "")).strip())
        if socket not in self.names:
            return "Join first."
        name = self.names[socket]
        if kind == "message":
            return await self.say(name, said.get("message"))
        if kind == "typing":
            event = {"type": "typing", "username": name, "isTyping": bool(said.get("isTyping"))}
            return await self.tell(event, but=socket)
        return "That is no message of the chat."

    async def join(self, socket, name):
        if not name:
            return "A name is needed."
        if name in self.names.values():
            return f"The name {name} is taken."
        self.names[socket] = name
        welcome = {"type": "welcome", "message": f"Добро пожаловать, {name}!", "users": list(self.names.values())}
        await socket.send(json.dumps(welcome, ensure_ascii=False))
        for line in self.history.read_text().splitlines() if self.history.exists() else []:
            await socket.send(line)
        await self.tell({"type": "user_joined", "username": name}, but=socket)

    async def say(self, name, message):
        if not isinstance(message, str) or not message.strip():
            return "A message needs words."
        if len(message) > LONGEST:
            return f"A message has at most {LONGEST} characters."
        now = datetime.now(timezone.utc).isoformat()
        event = {"type": "message", "username": name, "message": message, "timestamp": now}
        with self.history.open("a") as history:
            history.write(json.dumps(event) + "\n")
        await self.tell(event)


async def main(port, history):
    async with websockets.serve(Room(history).attend, "127.0.0.1", int(port)) as server:
        print("listening on", server.sockets[0].getsockname()[1], flush=True)
        await asyncio.Future()


asyncio.run(main(*sys.argv[1:]))
