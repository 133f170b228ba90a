// A router of WAMP 2: clients subscribe, publish, register and call as they like.
const Router = require("fox-wamp");

const server = new Router().listenWAMP({ port: 0, host: "127.0.0.1" });
server.on("listening", () => console.log(`listening on ${server.address().port}`));
