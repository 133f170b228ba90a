// The least that a page can do to measure round trips: one ping after the other, at a steady pace.
window.measure = (address, count, pace) => new Promise((done, failed) => {
    const socket = new WebSocket(address);
    const trips = [];
    let sent = 0;
    let timer = 0;
    socket.onopen = () => {
        timer = setInterval(() => {
            sent = performance.now();
            socket.send("ping");
        }, pace);
    };
    socket.onmessage = () => {
        trips.push(performance.now() - sent);
        if (trips.length === count) {
            clearInterval(timer);
            socket.close();
            done(trips);
        }
    };
    socket.onerror = () => failed(new Error("the connection failed"));
});
