# Action Cable with puma: what is spoken in a room goes to everybody in it, and numbers are added.
require "logger"
require "action_cable"
require "puma"
require "puma/server"

class Connection < ActionCable::Connection::Base
end

class RoomChannel < ActionCable::Channel::Base
  def subscribed
    params["room"] == 1 ? stream_from("room") : reject
  end

  def speak(data)
    ActionCable.server.broadcast("room", { text: data["text"] })
  end

  def add(data)
    transmit({ sum: data["terms"].sum })
  end
end

ActionCable.server.config.tap do |config|
  config.cable = { "adapter" => "async" }
  config.connection_class = -> { Connection }
  config.logger = Logger.new(nil)
  # The page is of another origin, and its extension of no site at all.
  config.disable_request_forgery_protection = true
end

server = Puma::Server.new(ActionCable.server)
server.add_tcp_listener("127.0.0.1", 0)
running = server.run
puts "listening on #{server.connected_ports.first}"
$stdout.flush
running.join
