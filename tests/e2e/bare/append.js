// What comes to mind first: an element for each message, and the page scrolled to its end once per frame.
const [url, connect, list] = ["url", "connect", "list"].map((id) => document.getElementById(id));
let seen = 0;
let messages = 0;
connect.onclick = () => {
    const socket = new WebSocket(url.value);
    socket.onmessage = ({ data }) => {
        const row = document.createElement("div");
        row.textContent = data;
        list.append(row);
        messages += 1;
    };
};
const frame = () => {
    if (seen !== messages) {
        seen = messages;
        scrollTo(0, document.documentElement.scrollHeight);
    }
    requestAnimationFrame(frame);
};
requestAnimationFrame(frame);
