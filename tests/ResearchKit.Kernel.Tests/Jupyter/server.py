"""Runs a cell through a real Notebook server: POST /api/kernels, then the kernel's WebSocket. Debian: jupyter-notebook.

    python3 server.py PORT
"""
import asyncio
import json
import sys
import urllib.request
import uuid

from tornado.websocket import websocket_connect

PORT = int(sys.argv[1])


def post(path, body):
    request = urllib.request.Request(f"http://127.0.0.1:{PORT}{path}", json.dumps(body).encode(), {"Content-Type": "application/json"})
    return json.load(urllib.request.urlopen(request, timeout=30))


async def run(code):
    kernel = post("/api/kernels", {"name": ".net-csharp"})
    socket = await websocket_connect(f"ws://127.0.0.1:{PORT}/api/kernels/{kernel['id']}/channels")
    header = {"msg_id": uuid.uuid4().hex, "msg_type": "execute_request", "session": "test", "username": "test", "version": "5.3", "date": ""}
    content = {"code": code, "silent": False, "store_history": True, "user_expressions": {}, "allow_stdin": False, "stop_on_error": True}
    await socket.write_message(json.dumps({"header": header, "parent_header": {}, "metadata": {}, "content": content, "channel": "shell", "buffers": []}))
    seen = []
    while True:
        message = json.loads(await asyncio.wait_for(socket.read_message(), 60))
        if message["parent_header"].get("msg_id") != header["msg_id"]:
            continue
        seen.append(message)
        if message["msg_type"] == "status" and message["content"]["execution_state"] == "idle":
            break
    text = "".join(m["content"]["text"] for m in seen if m["msg_type"] == "stream")
    value = [m["content"]["data"]["text/plain"] for m in seen if m["msg_type"] == "execute_result"]
    print(json.dumps({"lines": text.count("\n"), "value": value}))


asyncio.run(run('for (var i = 0; i < 2000; i++) Console.WriteLine(i);\n6 * 7'))
