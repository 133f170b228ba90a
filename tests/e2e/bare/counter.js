// The least that a page can do with messages: it counts them, and shows the number and the last one once per frame.
const [url, connect, count, newest] = ["url", "connect", "count", "newest"].map((id) => document.getElementById(id));
let messages = 0;
let last = "";
connect.onclick = () => {
    const socket = new WebSocket(url.value);
    socket.onmessage = ({ data }) => {
        messages += 1;
        last = data;
    };
};
const frame = () => {
    if (count.textContent !== String(messages)) {
        count.textContent = messages;
        newest.textContent = last;
    }
    requestAnimationFrame(frame);
};
requestAnimationFrame(frame);
