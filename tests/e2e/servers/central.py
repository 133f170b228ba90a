"""A central system of OCPP 1.6, which resets a station as soon as that has booted."""

import asyncio
import logging
from datetime import datetime, timezone

import websockets
from ocpp.routing import after, on
from ocpp.v16 import ChargePoint, call, call_result

logging.disable()


class Central(ChargePoint):
    @on("BootNotification")
    def boot(self, **_):
        now = datetime.now(timezone.utc).isoformat()
        return call_result.BootNotification(current_time=now, interval=300, status="Accepted")

    @after("BootNotification")
    async def reset(self, **_):
        await self.call(call.Reset(type="Soft"))


async def main():
    async def attend(socket):
        await Central("station", socket).start()

    async with websockets.serve(attend, "127.0.0.1", 0, subprotocols=["ocpp1.6"]) as server:
        print("listening on", server.sockets[0].getsockname()[1], flush=True)
        await asyncio.Future()


asyncio.run(main())
