// The least that can be done to measure round trips, in a page or in its worker: one ping after the other, at a steady
// pace.
globalThis.measure = (address, count, pace) => new Promise((done, failed) => {
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

// The same in a worker of this page.
globalThis.measureInWorker = (...task) => new Promise((done, failed) => {
    const worker = new Worker("bare.js");
    worker.onmessage = ({ data }) => {
        worker.terminate();
        done(data);
    };
    worker.onerror = () => failed(new Error("the worker failed"));
    worker.postMessage(task);
});

if (!globalThis.document) {
    onmessage = ({ data }) => {
        measure(...data).then(postMessage, (error) => postMessage(String(error)));
    };
}
