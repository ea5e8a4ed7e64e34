"""What does every service's web side share? One app factory, one form of refusal, one way to declare a route."""

from service_kit.web.app import create_app
from service_kit.web.authentication import authenticate_services, current_caller
from service_kit.web.documents import ServiceApi
from service_kit.web.nouns import Noun

__all__ = ["Noun", "ServiceApi", "authenticate_services", "create_app", "current_caller"]
