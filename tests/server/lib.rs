//! A real WebSocket server to practise on.
