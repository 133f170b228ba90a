// JSON-RPC 2.0: numbers are added.
const { Server } = require("rpc-websockets");

const server = new Server({ port: 0, host: "127.0.0.1" });
server.register("add", ([a, b]) => a + b);
server.on("listening", () => console.log(`listening on ${server.wss.address().port}`));
