"""A gRPC server for services of which Google publishes the messages and not the server's side."""

import argparse
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import grpc

from infra.local.ports import HOST

LARGEST_MESSAGE = 32 * 1024 * 1024


class InvalidRequest(ValueError):
    """Say what is wrong with a request; the client sees INVALID_ARGUMENT with this text."""


class Upstream(Exception):
    """Hand on an error of a service behind this one, with its gRPC status."""

    def __init__(self, status: grpc.StatusCode, message: str) -> None:
        super().__init__(message)
        self.status = status


Answer = Callable[[Any], Any]


def serve(service: str, methods: dict[str, tuple[Any, Any, Answer]], threads: int) -> None:
    """Serve a service until the process is stopped; `methods` holds request type, response type and function each."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--port", type=int, required=True)
    port: int = parser.parse_args().port
    options = [("grpc.max_receive_message_length", LARGEST_MESSAGE), ("grpc.max_send_message_length", LARGEST_MESSAGE)]
    server = grpc.server(ThreadPoolExecutor(threads), options=options)
    handlers = {name: _handler(*method) for name, method in methods.items()}
    server.add_generic_rpc_handlers((grpc.method_handlers_generic_handler(service, handlers),))
    server.add_insecure_port(f"{HOST}:{port}")
    server.start()
    server.wait_for_termination()


def _handler(request: Any, response: Any, answer: Answer) -> Any:
    def handle(message: Any, context: Any) -> Any:
        try:
            return answer(message)
        except InvalidRequest as error:
            context.abort(grpc.StatusCode.INVALID_ARGUMENT, str(error))
        except Upstream as error:
            context.abort(error.status, str(error))

    return grpc.unary_unary_rpc_method_handler(
        handle, request_deserializer=request.deserialize, response_serializer=response.serialize
    )
