# Phoenix: a room that lets everybody in, and one that lets nobody in; "shout" is told to everybody, "add" is answered.
# ERL_LIBS says where Phoenix, Bandit, Jason and what they need are, compiled.
Application.put_env(:phoenix, :json_library, Jason)

Application.put_env(:server, Server.Endpoint,
  adapter: Bandit.PhoenixAdapter,
  http: [ip: {127, 0, 0, 1}, port: 0, startup_log: false],
  server: true,
  check_origin: false,
  pubsub_server: Server.PubSub
)

defmodule Server.Room do
  use Phoenix.Channel

  def join("room:secret", _, _), do: {:error, %{reason: "unauthorized"}}
  def join("room:" <> _, _, socket), do: {:ok, socket}

  def handle_in("shout", said, socket) do
    broadcast!(socket, "shout", said)
    {:noreply, socket}
  end

  def handle_in("add", %{"terms" => terms}, socket), do: {:reply, {:ok, %{sum: Enum.sum(terms)}}, socket}
end

defmodule Server.Socket do
  use Phoenix.Socket
  channel "room:*", Server.Room
  def connect(_, socket, _), do: {:ok, socket}
  def id(_), do: nil
end

defmodule Server.Endpoint do
  use Phoenix.Endpoint, otp_app: :server
  socket "/socket", Server.Socket, websocket: true
end

Logger.configure(level: :emergency)
for app <- [:telemetry, :plug, :phoenix_pubsub, :bandit, :phoenix], do: {:ok, _} = Application.ensure_all_started(app)
children = [{Phoenix.PubSub, name: Server.PubSub}, Server.Endpoint]
{:ok, _} = Supervisor.start_link(children, strategy: :one_for_one)
{:ok, {_, port}} = Server.Endpoint.server_info(:http)
IO.puts("listening on #{port}")
Process.sleep(:infinity)
