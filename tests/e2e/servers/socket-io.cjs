// Socket.IO 4: what is chatted goes to everybody, and numbers are added. `socket-io.cjs [PING [PATIENCE]]`, in milliseconds.
const { createServer } = require("node:http");
const { Server } = require("socket.io");

const http = createServer();
const [pingInterval, pingTimeout] = [process.argv[2] ?? 25000, process.argv[3] ?? 20000].map(Number);
const server = new Server(http, { pingInterval, pingTimeout });
server.on("connection", (socket) => {
  socket.on("chat message", (message) => server.emit("chat message", message));
  socket.on("add", (a, b, answer) => answer(a + b));
});
http.listen(0, "127.0.0.1", () => console.log(`listening on ${http.address().port}`));
