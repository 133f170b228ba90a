//! Between what people type or read and bytes: hex, base64, JSON.
