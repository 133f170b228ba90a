// graphql-transport-ws: a query with one answer, and a subscription with two.
const { buildSchema } = require("graphql");
const { useServer } = require("graphql-ws/use/ws");
const { WebSocketServer } = require("ws");

const schema = buildSchema("type Query { hello: String } type Subscription { ticks: Int }");
const roots = {
  query: { hello: () => "world" },
  subscription: {
    async *ticks() {
      for (const ticks of [1, 2]) yield { ticks };
    },
  },
};
const server = new WebSocketServer({ port: 0, host: "127.0.0.1" });
useServer({ schema, roots }, server);
server.on("listening", () => console.log(`listening on ${server.address().port}`));
