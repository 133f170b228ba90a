// Channels of Pusher with soketi, where Bob is in a private one and says hello to whoever says it.
const { Server } = require("@soketi/soketi");
const Pusher = require("pusher-js");
const Backend = require("pusher");
const { us_socket_local_port: portOf } = require("uWebSockets.js");

const app = { id: "1", key: "key", secret: "secret" };
const host = "127.0.0.1";
const server = new Server({
  host,
  port: 0,
  "appManager.array.apps": [{ ...app, enableClientMessages: true }],
  // It listens for these, too, and else calls out to the whole network for others of its kind.
  "metrics.host": host,
  "metrics.port": 0,
  "cluster.address": host,
  "cluster.unicast": host,
});
server.start(() => {
  const port = portOf(server.serverProcess);
  const backend = new Backend({ appId: app.id, key: app.key, secret: app.secret, host, port });
  const bob = new Pusher(app.key, {
    cluster: "",
    wsHost: host,
    wsPort: port,
    forceTLS: false,
    enabledTransports: ["ws"],
    channelAuthorization: {
      customHandler: ({ socketId, channelName }, done) => done(null, backend.authorizeChannel(socketId, channelName)),
    },
  });
  const room = bob.subscribe("private-room");
  room.bind("client-hello", () => room.trigger("client-hello", { from: "Bob" }));
  room.bind("pusher:subscription_succeeded", () => console.log(`listening on ${port}`));
});
